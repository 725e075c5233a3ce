package io.github.lowlightcam.phone.core;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What the camera in use can do. Immutable. */
public final class Abilities {
    /** Of a camera that is not known yet: nothing. */
    public static final Abilities NONE = new Abilities(new Builder());

    public final boolean torch;
    /** Zoom ratios; both 1 without zoom. */
    public final float minZoom;
    public final float maxZoom;
    /** Exposure compensation in EV; both 0 without it. */
    public final float minExposure;
    public final float maxExposure;
    /** In EV. */
    public final float exposureStep;
    /** Such of {@link Settings#SIZES} as the camera has, the largest first. */
    public final List<String> sizes;
    /** Such of {@link Settings#RATES} as the camera has, the highest first. */
    public final List<String> rates;
    /** Whether {@link Brightener#ANDROID} is possible. */
    public final boolean lowLightBoost;

    private Abilities(Builder from) {
        torch = from.torch;
        minZoom = from.minZoom;
        maxZoom = from.maxZoom;
        minExposure = from.minExposure;
        maxExposure = from.maxExposure;
        exposureStep = from.exposureStep;
        sizes = Collections.unmodifiableList(new ArrayList<String>(from.sizes));
        rates = Collections.unmodifiableList(new ArrayList<String>(from.rates));
        lowLightBoost = from.lowLightBoost;
    }

    /** Collects what a camera can do. */
    public static final class Builder {
        public boolean torch;
        public float minZoom = 1;
        public float maxZoom = 1;
        public float minExposure;
        public float maxExposure;
        public float exposureStep;
        public final List<String> sizes = new ArrayList<String>();
        public final List<String> rates = new ArrayList<String>();
        public boolean lowLightBoost;

        public Abilities build() {
            return new Abilities(this);
        }
    }
}
