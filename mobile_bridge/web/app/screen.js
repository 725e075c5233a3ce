// The page's elements: what they show, and what a person does with them.

import { say, translate } from './words.js';

const HINT_MS = 5000;
const find = (id) => document.getElementById(id);

/**
 * @fires like, with what was changed: {mode}, {strength}, {mirror}, {lens}, {size}, {rate}, {zoom}, {exposure}
 * @fires press, with 'flip', 'torch', 'enhance', 'forget', or what the card's button does
 */
export class Screen extends EventTarget {
  constructor() {
    super();
    this.stage = find('stage');
    this.view = find('view');
    this.video = find('camera');
    this.canvas = find('picture');
    this.share = 0.5;
    this.comparing = false;
    translate();
    this.label();
    this.wire();
  }

  label() {
    for (const [id, word] of [['flip', 'flip'], ['torch', 'torch'], ['enhance', 'enhance'], ['compare', 'compare'],
      ['more', 'more'], ['split', 'split']]) {
      find(id).setAttribute('aria-label', say(word));
      find(id).title = say(word);
    }
  }

  wire() {
    for (const id of ['flip', 'torch', 'enhance', 'forget']) {
      find(id).onclick = () => this.tell('press', id);
    }
    find('card-button').onclick = () => this.tell('press', this.cardDoes);
    find('more').onclick = () => this.open(find('sheet').hidden);
    find('compare').onclick = () => this.compare(!this.comparing);
    find('split').oninput = (event) => this.splitAt(event.target.value / 1000);
    for (const radio of document.getElementsByName('mode')) {
      radio.onchange = () => this.tell('like', { mode: radio.value });
    }
    find('strength').oninput = (event) => this.tell('like', { strength: event.target.value / 100 });
    find('mirror').onchange = (event) => this.tell('like', { mirror: event.target.checked });
    for (const id of ['lens', 'size', 'rate']) {
      find(id).onchange = (event) => this.tell('like', { [id]: event.target.value });
    }
    for (const id of ['zoom', 'exposure']) {
      find(id).oninput = (event) => this.tell('like', { [id]: Number(event.target.value) });
    }
    document.addEventListener('keydown', (event) => {
      if (event.key === 'Escape' && !find('sheet').hidden) {
        this.open(false);
        find('more').focus();
      }
    });
    this.stage.addEventListener('click', () => this.open(false));
    new ResizeObserver(() => this.placeView()).observe(this.stage);
    this.video.addEventListener('resize', () => this.placeView());
  }

  tell(kind, detail) {
    this.dispatchEvent(new CustomEvent(kind, { detail }));
  }

  open(isOpen) {
    find('sheet').hidden = !isOpen;
    find('more').setAttribute('aria-expanded', String(isOpen));
  }

  /** Show the controls as the person likes things. */
  showLikes({ mode, strength, mirror, size, rate }) {
    for (const radio of document.getElementsByName('mode')) radio.checked = radio.value === mode;
    find('enhance').setAttribute('aria-pressed', String(mode !== 'off'));
    find('strength').value = Math.round(strength * 100);
    find('strength').disabled = mode === 'off';
    find('mirror').checked = mirror;
    find('size').value = size;
    find('rate').value = rate;
    this.stage.classList.toggle('mirrored', mirror);
  }

  /** What this camera can do. */
  showCamera({ abilities, settings, lenses, lens, torch }) {
    find('torch').hidden = !abilities.torch;
    find('torch').setAttribute('aria-pressed', String(Boolean(torch)));
    range(find('zoom'), abilities.zoom, settings.zoom);
    range(find('exposure'), abilities.exposureCompensation, settings.exposureCompensation);
    const options = [['user', say('front')], ['environment', say('rear')]];
    lenses.forEach(({ id, label }, at) => options.push([id, lensName(label) || `${say('camera')} ${at + 1}`]));
    find('lens').replaceChildren(...options.map(([value, text]) => new Option(text, value, false, value === lens)));
    find('flip').hidden = lenses.length === 1;
  }

  /** Where the pictures are: those that are sent, or the camera's own where nothing is done with them. */
  showPicture(isDrawn) {
    if (this.isDrawn === isDrawn) return;
    this.isDrawn = isDrawn;
    this.canvas.hidden = !isDrawn;
    find('compare').disabled = !isDrawn;
    this.compare(this.comparing && isDrawn);
  }

  compare(isOn) {
    this.comparing = isOn;
    find('compare').setAttribute('aria-pressed', String(isOn));
    find('split').hidden = find('handle').hidden = !isOn;
    document.body.classList.toggle('comparing', isOn);
    this.placeSplit();
  }

  splitAt(share) {
    this.share = share;
    this.placeSplit();
  }

  /** Lay the view over what the picture fills of the stage, so that the handle is where its cut is. */
  placeView() {
    const { clientWidth: width, clientHeight: height } = this.stage;
    const aspect = this.video.videoWidth / this.video.videoHeight || width / height;
    const across = Math.min(width, height * aspect);
    this.view.style.width = `${across}px`;
    this.view.style.height = `${across / aspect}px`;
    this.view.style.setProperty('--below', `${(height - across / aspect) / 2}px`);
    this.view.style.setProperty('--beside', `${(width - across) / 2}px`);
  }

  /** Cut the enhanced picture off where the camera's own is to be seen below it. */
  placeSplit() {
    const at = `${(this.share * 100).toFixed(2)}%`;
    this.canvas.style.clipPath = this.comparing ? `inset(0 0 0 ${at})` : '';
    find('handle').style.left = at;
  }

  /** Another canvas in place of this one, whose context is lost or of another kind. */
  freshCanvas() {
    const fresh = this.canvas.cloneNode();
    this.canvas.replaceWith(fresh);
    this.canvas = fresh;
    this.placeSplit();
    return fresh;
  }

  showState(state, headline, figures) {
    document.body.dataset.state = state;
    setText(find('headline'), headline);
    setText(find('figures'), figures);
  }

  /**
   * @param {import('./state.js').Card|null} card
   * @param {string} href where the card's link leads to
   */
  showCard(card, more = '', href = '') {
    find('card').hidden = !card;
    if (!card) return;
    find('card').classList.toggle('light', Boolean(card.light));
    find('card-sign').firstElementChild.setAttribute('href', `#sign-${card.sign}`);
    setText(find('card-title'), say(card.title));
    setText(find('card-text'), say(card.text));
    setText(find('card-more'), more);
    find('card-link').hidden = !card.link;
    if (card.link) {
      find('card-link').href = href;
      setText(find('card-link'), say(card.link));
    }
    find('card-button').hidden = !card.button;
    if (card.button) {
      setText(find('card-button'), say(card.button[0]));
      [, this.cardDoes] = card.button;
    }
  }

  hint(text) {
    const hint = find('hint');
    clearTimeout(this.hintTimer);
    setText(hint, text);
    hint.hidden = false;
    this.hintTimer = setTimeout(() => {
      hint.hidden = true;
    }, HINT_MS);
  }

  /** @param {Array<[string, string]>} rows */
  showDetails(rows, tried) {
    if (find('sheet').hidden) return;
    const cells = rows.flatMap(([name, value]) => [element('dt', name), element('dd', value)]);
    find('details').replaceChildren(...cells);
    setText(find('tried'), tried);
  }
}

function element(tag, text) {
  const made = document.createElement(tag);
  made.textContent = text;
  return made;
}

/** Android's names are for programs: "camera2 1, facing front". */
function lensName(label) {
  const [, number, side] = /camera2? (\d+), facing (front|back)/.exec(label) || [];
  return number ? `${say(side === 'front' ? 'front' : 'rear')}, ${number}` : label;
}

function setText(place, text) {
  if (place.textContent !== text) place.textContent = text;
}

function range(input, ability, value) {
  const row = input.closest('label');
  row.hidden = !ability || !(ability.max > ability.min);
  if (row.hidden) return;
  [input.min, input.max, input.step] = [ability.min, ability.max, ability.step || 'any'];
  if (document.activeElement !== input) input.value = value;
}
