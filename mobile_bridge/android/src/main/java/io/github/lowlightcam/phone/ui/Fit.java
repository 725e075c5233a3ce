package io.github.lowlightcam.phone.ui;

/** Where a picture is in a place of another aspect: whole, as large as it can be, in the middle. Immutable. */
final class Fit {
    final int left;
    final int top;
    final int width;
    final int height;

    private Fit(int left, int top, int width, int height) {
        this.left = left;
        this.top = top;
        this.width = width;
        this.height = height;
    }

    /** A picture of no size fills the place. */
    static Fit inside(int width, int height, int pictureWidth, int pictureHeight) {
        if (pictureWidth <= 0 || pictureHeight <= 0) return new Fit(0, 0, width, height);
        long byHeight = (long) height * pictureWidth / pictureHeight;
        int across = (int) Math.min(width, byHeight);
        int down = (int) Math.min(height, (long) width * pictureHeight / pictureWidth);
        return new Fit((width - across) / 2, (height - down) / 2, across, down);
    }
}
