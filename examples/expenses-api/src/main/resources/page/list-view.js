import { amount, duration, note } from './format.js';

/** The rows of the list. An element stays as long as its row does, so that nobody loses the focus to a refresh. */
const list = document.getElementById('rows');
const template = document.getElementById('row-template');
const BADGES = { queued: 'Queued', sending: 'Sending', conflict: 'Conflict', refused: 'Refused', gone: 'Deleted elsewhere' };

/** A wait that is worth a word, and a way around it. */
const LONG = 10_000;

const NOTHING = document.getElementById('empty').textContent;
const elements = new Map();

export function show(rows, read, act) {
  const focused = focus();
  for (const [resource, element] of elements) {
    if (!rows.some(row => row.resource === resource)) {
      element.remove();
      elements.delete(resource);
    }
  }
  rows.forEach((row, index) => place(fill(elementOf(row.resource), row, act), index));
  const empty = document.getElementById('empty');
  empty.hidden = rows.length > 0;
  empty.textContent = read ? NOTHING : 'Not read yet.';
  list.hidden = rows.length === 0;
  restore(focused);
}

export function focusRow(resource) {
  const row = elements.get(resource) ?? list.firstElementChild;
  (row?.querySelector('button') ?? document.getElementById('create')).focus();
}

function elementOf(resource) {
  if (!elements.has(resource)) {
    elements.set(resource, template.content.cloneNode(true).firstElementChild);
  }
  return elements.get(resource);
}

function place(element, index) {
  if (list.children[index] !== element) {
    list.insertBefore(element, list.children[index] ?? null);
  }
}

function fill(element, row, act) {
  const text = (selector, value) => {
    const part = element.querySelector(selector);
    if (part.textContent !== value) {
      part.textContent = value;
    }
  };
  element.dataset.resource = row.resource;
  element.dataset.state = row.badge ?? 'current';
  element.classList.toggle('deleted', row.deleted);
  text('.note', note(row.expense.note));
  text('.amount', amount(row.expense.amount));
  text('.badge', row.badge ? BADGES[row.badge] : '');
  text('.reason', explanation(row));
  element.querySelector('.state').hidden = !row.badge;
  buttons(element.querySelector('.row-actions'), row, act);
  return element;
}

function explanation(row) {
  if (row.badge === 'gone') {
    return 'what you changed is kept here';
  }
  if (row.badge === 'refused') {
    return row.sameKeyOnly ? `${row.reason}; it may have arrived before` : row.reason;
  }
  if (row.badge === 'queued' && isWaiting(row)) {
    return `it will be sent again in ${duration(row.wait)}`;
  }
  const again = row.badge === 'queued' && row.head.attempts > 0 ? 'no answer yet, it will be sent again' : '';
  return row.deleted ? 'to be deleted' : again;
}

function isWaiting(row) {
  return row.wait > LONG;
}

function buttons(place, row, act) {
  const wanted = actions(row);
  const names = wanted.join();
  if (place.dataset.names !== names) {
    place.dataset.names = names;
    place.replaceChildren(...wanted.map(button));
  }
  for (const element of place.children) {
    element.setAttribute('aria-label', `${element.textContent}: ${note(row.expense.note).slice(0, 60)}`);
    element.onclick = () => act(element.textContent, row);
  }
}

function actions(row) {
  switch (row.badge) {
    case 'conflict':
      return ['Resolve'];
    case 'refused':
      return row.deleted || row.sameKeyOnly ? ['Try again', 'Discard'] : ['Edit', 'Try again', 'Discard'];
    case 'gone':
      return row.deleted ? ['Discard'] : ['Create it anew', 'Discard'];
    default:
      return [...(row.deleted ? [] : ['Edit']), ...(row.badge === 'queued' && isWaiting(row) ? ['Send now'] : [])];
  }
}

function button(name) {
  const element = document.createElement('button');
  element.type = 'button';
  element.textContent = name;
  element.className = name === 'Resolve' ? 'primary' : '';
  return element;
}

function focus() {
  const element = document.activeElement?.closest('.row');
  return element ? { element, index: [...list.children].indexOf(element) } : null;
}

function restore(focused) {
  if (!focused || focused.element.contains(document.activeElement)) {
    return;
  }
  const row = focused.element.isConnected ? focused.element : list.children[focused.index];
  (row?.querySelector('button') ?? document.getElementById('create')).focus();
}
