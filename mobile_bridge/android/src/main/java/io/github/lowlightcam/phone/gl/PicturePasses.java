package io.github.lowlightcam.phone.gl;

/** The passes over pictures, for frames of any size. */
final class PicturePasses {
    final Pass shrink;
    final Pass samples;
    final Pass enhance;
    final Pass enhanceCalm;
    final Pass deviation;
    final Pass follow;
    final Pass soften;
    private final Pass[] all;

    /** Compile them; GlError with the driver's words if one cannot be. */
    PicturePasses(Shaders shaders) {
        shrink = new Pass(shaders.text("shrink"));
        samples = new Pass(shaders.text("samples"));
        enhance = new Pass(shaders.text("enhance"));
        enhanceCalm = new Pass(shaders.text("enhance"), "DENOISE");
        deviation = new Pass(shaders.text("deviation"));
        follow = new Pass(shaders.text("follow"));
        soften = new Pass(shaders.text("soften"));
        all = new Pass[] {shrink, samples, enhance, enhanceCalm, deviation, follow, soften};
        try {
            for (Pass pass : all) {
                pass.check();
            }
        } catch (GlError error) {
            dispose();
            throw error;
        }
    }

    void dispose() {
        for (Pass pass : all) {
            pass.dispose();
        }
    }
}
