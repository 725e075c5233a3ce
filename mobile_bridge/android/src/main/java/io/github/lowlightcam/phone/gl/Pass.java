package io.github.lowlightcam.phone.gl;

import android.opengl.GLES30;

import java.util.HashMap;
import java.util.Map;

/**
 * A fragment shader that is drawn over a whole texture: {@code Pass} of web/engine/gl.js. The driver may compile beside
 * until {@link #check} is called, so make all that is needed first and check it then.
 */
final class Pass {
    private static final String VERTEX = "#version 300 es\n"
            + "void main() { gl_Position = vec4(4 * (gl_VertexID & 1) - 1, 2 * (gl_VertexID & 2) - 1, 0, 1); }\n";

    private final int program;
    private final int shader;
    private final Map<String, Integer> places = new HashMap<>();
    private int unit;

    /**
     * Begin to compile.
     *
     * @param fragment GLSL ES 3.00, whose first line is its version
     * @param defines names that its preprocessor is to know
     */
    Pass(String fragment, String... defines) {
        program = GLES30.glCreateProgram();
        attach(GLES30.GL_VERTEX_SHADER, VERTEX);
        shader = attach(GLES30.GL_FRAGMENT_SHADER, define(fragment, defines));
        GLES30.glLinkProgram(program);
    }

    private int attach(int kind, String text) {
        int made = GLES30.glCreateShader(kind);
        GLES30.glShaderSource(made, text);
        GLES30.glCompileShader(made);
        GLES30.glAttachShader(program, made);
        GLES30.glDeleteShader(made); // it lives as long as the program
        return made;
    }

    private static String define(String fragment, String[] names) {
        int end = fragment.indexOf('\n') + 1;
        StringBuilder text = new StringBuilder(fragment.substring(0, end));
        for (String name : names) {
            text.append("#define ").append(name).append(" 1\n");
        }
        return text.append(fragment, end, fragment.length()).toString();
    }

    /** Wait until it is compiled; GlError with the driver's words if it cannot be. */
    Pass check() {
        int[] isLinked = new int[1];
        GLES30.glGetProgramiv(program, GLES30.GL_LINK_STATUS, isLinked, 0);
        if (isLinked[0] == 0) {
            String words = GLES30.glGetShaderInfoLog(shader) + GLES30.glGetProgramInfoLog(program);
            dispose();
            throw new GlError("a shader does not compile: " + words);
        }
        return this;
    }

    /** Use it in what follows; textures and uniforms are to be set then. */
    Pass use() {
        GLES30.glUseProgram(program);
        unit = 0;
        return this;
    }

    Pass texture(String name, int texture) {
        return texture(name, GLES30.GL_TEXTURE_2D, texture);
    }

    Pass texture(String name, int target, int texture) {
        GLES30.glActiveTexture(GLES30.GL_TEXTURE0 + unit);
        GLES30.glBindTexture(target, texture);
        GLES30.glUniform1i(place(name), unit);
        unit += 1;
        return this;
    }

    Pass set(String name, boolean value) {
        GLES30.glUniform1i(place(name), value ? 1 : 0);
        return this;
    }

    Pass set(String name, float value) {
        GLES30.glUniform1f(place(name), value);
        return this;
    }

    Pass set(String name, int x, int y) {
        GLES30.glUniform2i(place(name), x, y);
        return this;
    }

    Pass set(String name, float x, float y) {
        GLES30.glUniform2f(place(name), x, y);
        return this;
    }

    Pass set(String name, float x, float y, float z, float w) {
        GLES30.glUniform4f(place(name), x, y, z, w);
        return this;
    }

    /** Draw into a target, over all of it. */
    void draw(Target target) {
        target.discard();
        draw(target.framebuffer, target.width, target.height);
    }

    /** Draw over all of a framebuffer, 0 for the current surface, whose row 0 is the lowest. */
    void draw(int framebuffer, int width, int height) {
        GLES30.glBindFramebuffer(GLES30.GL_FRAMEBUFFER, framebuffer);
        GLES30.glViewport(0, 0, width, height);
        GLES30.glDrawArrays(GLES30.GL_TRIANGLES, 0, 3);
    }

    private int place(String name) {
        Integer known = places.get(name);
        if (known == null) {
            known = GLES30.glGetUniformLocation(program, name);
            places.put(name, known);
        }
        return known;
    }

    void dispose() {
        GLES30.glDeleteProgram(program);
    }
}
