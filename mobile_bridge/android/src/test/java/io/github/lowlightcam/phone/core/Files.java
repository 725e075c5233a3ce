package io.github.lowlightcam.phone.core;

import java.io.DataInputStream;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;

/** Reads whole files. */
final class Files {
    private Files() {}

    static byte[] bytes(String name) throws IOException {
        byte[] all = new byte[(int) new File(name).length()];
        try (DataInputStream in = new DataInputStream(new FileInputStream(name))) {
            in.readFully(all);
        }
        return all;
    }
}
