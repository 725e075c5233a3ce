package io.github.lowlightcam.phone.ui;

import java.io.DataInputStream;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;

/** Reads the codes of pictures in files: width, height and stride as a line of text, then the luminance. */
public final class ReadCodes {
    private ReadCodes() {
    }

    /** Prints for each file what the code says, and how many looks and milliseconds that took. */
    public static void main(String[] files) throws IOException {
        for (String name : files) {
            File file = new File(name);
            byte[] content = new byte[(int) file.length()];
            try (DataInputStream in = new DataInputStream(new FileInputStream(file))) {
                in.readFully(content);
            }
            int end = 0;
            while (content[end] != '\n') end++;
            String[] sizes = new String(content, 0, end, "US-ASCII").split(" ");
            byte[] luminance = new byte[content.length - end - 1];
            System.arraycopy(content, end + 1, luminance, 0, luminance.length);
            QrReader reader = new QrReader();
            long startNs = System.nanoTime();
            String text = "";
            int looks = 0;
            while (text.isEmpty() && looks++ < QrReader.WAYS) {
                text = reader.read(luminance, Integer.parseInt(sizes[2]), Integer.parseInt(sizes[0]),
                        Integer.parseInt(sizes[1]));
            }
            System.out.println(looks + " looks in " + (System.nanoTime() - startNs) / 1000000 + " ms: " + text);
        }
    }
}
