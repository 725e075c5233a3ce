// Draws what is sent: with the network on the GPU; where that is not to be had, as it is.

const MOST_LOSSES = 3;

/**
 * @fires change, when something else draws
 */
export class Painter extends EventTarget {
  /** @param {import('./screen.js').Screen} screen */
  constructor(screen) {
    super();
    this.screen = screen;
    this.brush = null;
    this.losses = 0;
    /** @type {import('../engine/accelerators.js').Try[]} */
    this.tried = [];
  }

  /** Something draws; before, the camera's pictures are sent as they are. */
  get isReady() {
    return this.brush !== null;
  }

  /** What runs the network: 'webgl2', another of `tried`, or 'none'. */
  get accelerator() {
    return this.brush ? this.brush.accelerator : 'none';
  }

  /** sha256 of the network's file; '' without one. */
  get model() {
    return this.brush ? this.brush.model : '';
  }

  /** Get the GPU ready. */
  async prepare() {
    try {
      const { Enhancer } = await import('../engine/enhancer.js');
      const enhancer = await Enhancer.create(this.screen.canvas);
      enhancer.onlost = () => this.lose();
      this.tried = enhancer.tried;
      this.take(enhancer);
    } catch (error) {
      this.goPlain(error.message || error);
    }
  }

  /** As `Enhancer.render`. */
  render(source, width, height, look, timeMs) {
    return this.brush.render(source, width, height, look, timeMs);
  }

  /** The system takes GPUs away, from pages in the background above all: ask for another. */
  async lose() {
    this.losses += 1;
    this.take(null);
    this.screen.freshCanvas();
    if (this.losses < MOST_LOSSES) await this.prepare();
    else this.goPlain('the GPU was taken away');
  }

  goPlain(why) {
    this.tried = [...this.tried, { kind: 'webgl2', ok: false, why: String(why), worst: null, ms: null }];
    this.take(new Plain(this.screen.freshCanvas()));
  }

  take(brush) {
    this.brush = brush;
    this.dispatchEvent(new Event('change'));
  }
}

/** Without WebGL2: turned or mirrored if need be, and brightened on the computer. */
class Plain {
  constructor(canvas) {
    this.canvas = canvas;
    this.context = canvas.getContext('2d', { alpha: false });
    this.accelerator = 'none';
    this.model = '';
  }

  render(source, width, height, { mirror }) {
    const { canvas, context } = this;
    if (canvas.width !== width || canvas.height !== height) [canvas.width, canvas.height] = [width, height];
    context.setTransform(mirror ? -1 : 1, 0, 0, 1, mirror ? width : 0, 0);
    context.drawImage(source, 0, 0, width, height);
    return { enhanced: false, amount: 0 };
  }
}
