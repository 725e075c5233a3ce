package io.github.lowlightcam.phone.app;

import android.content.res.AssetManager;
import io.github.lowlightcam.phone.gl.Model;
import io.github.lowlightcam.phone.gl.Shaders;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.json.JSONException;
import org.json.JSONObject;

/** The network and the shaders, as they lie in the app. */
final class Assets {
    private final AssetManager assets;

    Assets(AssetManager assets) {
        this.assets = assets;
    }

    Model model() {
        return new Model(text("program.json"), bytes("program.bin"), text("golden.json"), bytes("golden.bin"));
    }

    /** Of the network's file. */
    String modelHash() {
        try {
            return new JSONObject(text("program.json")).getString("model");
        } catch (JSONException e) {
            throw new IllegalStateException("the app is damaged", e);
        }
    }

    Shaders shaders() {
        Map<String, String> texts = new HashMap<String, String>();
        for (String name : Shaders.names()) texts.put(name, text(name + ".frag"));
        return new Shaders(texts);
    }

    private String text(String name) {
        return new String(bytes(name), StandardCharsets.UTF_8);
    }

    private byte[] bytes(String name) {
        try (InputStream from = assets.open(name)) {
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            byte[] part = new byte[65536];
            for (int count = from.read(part); count >= 0; count = from.read(part)) all.write(part, 0, count);
            return all.toByteArray();
        } catch (IOException e) {
            throw new IllegalStateException("the app is damaged: " + name, e);
        }
    }
}
