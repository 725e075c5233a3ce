package io.github.lowlightcam.phone.core;

/** What follows for the camera from the person's, the computer's and the phone's wishes (as web/app/pace.js). */
final class Plans {
    private static final int DARK_FPS = 24;
    private static final int SCAN_FPS = 30;

    private Plans() {}

    static CameraPlan of(Settings settings, Want want, boolean isDark, boolean torch, HeatGovernor heat) {
        CameraPlan.Builder plan = new CameraPlan.Builder();
        plan.lens = settings.lens;
        plan.width = want.width;
        plan.height = want.height;
        if (!settings.size.equals(Settings.AUTO)) take(settings.size, plan);
        for (String smaller : Settings.SIZES) {
            if (plan.width * plan.height > heat.mostPixels()) take(smaller, plan);
        }
        boolean isAuto = settings.rate.equals(Settings.AUTO);
        plan.isDark = isAuto && isDark;
        int fps = isAuto ? want.fps : Integer.parseInt(settings.rate);
        plan.fps = Math.min(plan.isDark ? Math.min(fps, DARK_FPS) : fps, heat.mostFps());
        plan.torch = torch;
        plan.zoom = settings.zoom;
        plan.exposure = settings.exposure;
        plan.lowLightBoost = settings.brightener == Brightener.ANDROID && !settings.mode.equals(Settings.OFF);
        return plan.build();
    }

    /** A code is read best by the rear camera. */
    static CameraPlan scan(boolean torch) {
        CameraPlan.Builder plan = new CameraPlan.Builder();
        plan.lens = Settings.REAR;
        plan.width = 1280;
        plan.height = 720;
        plan.fps = SCAN_FPS;
        plan.torch = torch;
        plan.scan = true;
        return plan.build();
    }

    private static void take(String size, CameraPlan.Builder plan) {
        int cross = size.indexOf('x');
        plan.width = Integer.parseInt(size.substring(0, cross));
        plan.height = Integer.parseInt(size.substring(cross + 1));
    }
}
