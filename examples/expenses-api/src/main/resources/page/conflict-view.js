import * as format from './format.js';
import { newKey } from './key.js';
import { FIELDS, merge, merged } from './merge.js';
import { resolution } from './operation.js';
import { keepLatest, replace } from './outbox.js';

/** The two sides of a conflict beside what both began with. Each way out is an action of its own, under a new key. */
const dialog = document.getElementById('conflict-dialog');
const form = document.getElementById('conflict-form');
const places = document.getElementById('conflict-fields');
const template = document.getElementById('field-template');
const error = document.getElementById('conflict-error');
const mergeButton = document.getElementById('save-merge');
const mineButton = document.getElementById('keep-mine');
const LABELS = { amount: 'Amount', note: 'Note' };

let action = null;

export function open(row) {
  const { head, last } = row;
  // Several edits may wait behind the one that was refused: mine is what the user wanted in the end
  action = { key: newKey(), head, mine: last.mine, fields: last.mine ? merge(head.base, last.mine, head.latest) : [] };
  document.getElementById('conflict-text').textContent = text(action);
  places.replaceChildren(...(last.mine ? action.fields.map(choices) : FIELDS.map(name => plain(name, head))));
  mergeButton.hidden = last.mine === null;
  mineButton.textContent = last.mine === null ? 'Delete it all the same' : 'Keep mine';
  say('');
  dialog.showModal();
  (undecided() ?? (last.mine === null ? mineButton : mergeButton)).focus();
}

form.addEventListener('submit', event => {
  event.preventDefault();
  const data = new FormData(form);
  const chosen = Object.fromEntries(action.fields.map(field => [field.name, data.get(field.name)]));
  settle(merged(action.fields, chosen));
});
form.addEventListener('invalid', event => invalid(event.target), true);
form.addEventListener('change', () => say(''));
mineButton.addEventListener('click', () => settle(action.mine));
document.getElementById('keep-latest').addEventListener('click', () => closing(() => keepLatest(action.head)));
document.getElementById('conflict-later').addEventListener('click', () => dialog.close());

/** Where there is something to choose. */
function undecided() {
  return [...places.querySelectorAll('fieldset:has(input)')]
    .find(field => !field.querySelector(':checked'))
    ?.querySelector('input');
}

function settle(mine) {
  const { key, head } = action;
  return closing(() => (isLatest(mine, head) ? keepLatest(head) : replace(head, resolution(key, head, mine))));
}

function isLatest(mine, { latest }) {
  return mine !== null && FIELDS.every(name => mine[name] === latest[name]);
}

async function closing(store) {
  try {
    if (await store()) {
      dialog.close();
    } else {
      say('This was settled in another tab meanwhile. Choose Later, and look again.');
    }
  } catch (failure) {
    say(`This device could not store it: ${failure.message}`);
  }
}

/** Said at the first field that nobody has chosen for, which is where the user has to go. */
function invalid(input) {
  if (error.textContent === '') {
    input.closest('fieldset').before(error);
    say('Choose for each field whose value to take');
    input.focus();
    error.scrollIntoView({ block: 'nearest' });
  }
}

function say(message) {
  if (message === '') {
    places.after(error);
  }
  error.textContent = message;
}

function text({ mine, fields }) {
  if (mine === null) {
    return 'You deleted this here. It was changed elsewhere meanwhile.';
  }
  return fields.some(field => field.choice === null)
    ? 'You changed this here, and it was changed elsewhere meanwhile. Choose what to keep.'
    : 'You changed this here, and it was changed elsewhere meanwhile. The changes do not touch each other.';
}

function choices(field) {
  const element = fieldset(field.name, field);
  const agreed = field.mine === field.latest;
  element.querySelector('.quiet').textContent = agreed ? 'The same on both sides' : told(field.choice);
  for (const radio of element.querySelectorAll('input')) {
    radio.name = field.name;
    radio.required = true;
    radio.checked = radio.value === field.choice;
  }
  return element;
}

function told(choice) {
  return { mine: 'Changed here only', latest: 'Changed elsewhere only' }[choice] ?? 'Changed on both sides';
}

function plain(name, { base, latest }) {
  const element = fieldset(name, { base: base?.[name], mine: null, latest: latest[name] });
  element.querySelector('.mine .value').textContent = 'Deleted';
  element.querySelectorAll('input').forEach(radio => radio.remove());
  return element;
}

function fieldset(name, versions) {
  const element = template.content.cloneNode(true).firstElementChild;
  element.dataset.field = name;
  element.querySelector('legend').textContent = LABELS[name];
  fill(element, '.before', name, versions.base);
  fill(element, '.mine', name, versions.mine);
  fill(element, '.latest', name, versions.latest);
  return element;
}

function fill(element, part, name, value) {
  const unknown = value === undefined || value === null;
  element.querySelector(`${part} .value`).textContent = unknown ? 'Not known' : format[name](value);
}
