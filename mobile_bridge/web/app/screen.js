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
    addEventListener('resize', () => this.placeSplit());
    this.video.addEventListener('resize', () => this.placeSplit());
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
    lenses.forEach(({ id, label }, at) => options.push([id, label || `${say('camera')} ${at + 1}`]));
    find('lens').replaceChildren(...options.map(([value, text]) => new Option(text, value, false, value === lens)));
    find('flip').disabled = lenses.length === 1;
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

  /** Cut the enhanced picture off where the camera's own is to be seen below it. */
  placeSplit() {
    const at = `${(this.share * 100).toFixed(2)}%`;
    this.canvas.style.clipPath = this.comparing ? `inset(0 0 0 ${at})` : '';
    find('handle').style.left = at;
  }

  showState(state, headline, figures) {
    document.body.dataset.state = state;
    setText(find('headline'), headline);
    setText(find('figures'), figures);
  }

  /** @param {{title: string, text: string, button?: [string, string]|null}|null} card */
  showCard(card, more = '') {
    find('card').hidden = !card;
    if (!card) return;
    setText(find('card-title'), say(card.title));
    setText(find('card-text'), more ? `${say(card.text)}\n${more}` : say(card.text));
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
