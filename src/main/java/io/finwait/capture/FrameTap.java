package io.finwait.capture;

import java.util.List;

/** Sees each frame of a live capture, on the thread that reads, before anybody else does. */
public interface FrameTap {
    /** Sees nothing. */
    FrameTap NONE = new FrameTap() {
        @Override
        public void begin(List<CaptureFile> files) {}

        @Override
        public void frame(Frame frame) {}

        @Override
        public void pause() {}
    };

    /** Before the first frame: what is captured. */
    void begin(List<CaptureFile> files);

    /** A frame, valid until this returns. */
    void frame(Frame frame);

    /** Now and then: it may take a while until the next frame comes. */
    void pause();
}
