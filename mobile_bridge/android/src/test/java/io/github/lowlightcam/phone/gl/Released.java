package io.github.lowlightcam.phone.gl;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.Map;

/** The files of this repository that the app carries; the current directory is in it. */
final class Released {
    private static final String ASSETS = "android/src/main/assets/";

    private Released() {
    }

    static byte[] file(String name) {
        try {
            return Files.readAllBytes(new File(bridge(), name).toPath());
        } catch (IOException error) {
            throw new AssertionError(error);
        }
    }

    static String text(String name) {
        return new String(file(name), StandardCharsets.UTF_8);
    }

    static Model model() {
        return model(text("web/model/program.json"), file("web/model/program.bin"), file("web/model/golden.bin"));
    }

    static Model model(String program, byte[] weights, byte[] golden) {
        return new Model(program, weights, text("web/model/golden.json"), golden);
    }

    /** All shaders, by their names. */
    static Map<String, String> texts() {
        Map<String, String> texts = new HashMap<>();
        for (String name : Shaders.names()) {
            String web = "web/engine/shaders/" + name + ".frag";
            texts.put(name, text(new File(bridge(), web).exists() ? web : ASSETS + name + ".frag"));
        }
        return texts;
    }

    static Shaders shaders() {
        return new Shaders(texts());
    }

    private static File bridge() {
        File folder = new File("").getAbsoluteFile();
        while (!new File(folder, "mobile_bridge/web").isDirectory()) {
            folder = folder.getParentFile();
        }
        return new File(folder, "mobile_bridge");
    }
}
