import { confirmed } from './confirm.js';
import * as conflictView from './conflict-view.js';
import * as form from './form.js';
import { amount, note } from './format.js';
import { focusRow } from './list-view.js';
import { newKey } from './key.js';
import { correction, create } from './operation.js';
import { discard, replace, retry, whereabouts } from './outbox.js';

/** What the buttons of a row do. */
const ACTIONS = {
  Edit: row => form.open(row),
  Resolve: row => conflictView.open(row),
  'Send now': row => retry(row.head.key),
  'Try again': tryAgain,
  'Create it anew': ({ head, last }) => replace(head, create(newKey(), last.mine)),
  Discard: discardIfSure,
};

let acting = null;

export function act(name, row) {
  acting = row;
  return ACTIONS[name](row);
}

// A dialog gives the focus back to the button that opened it, which is gone if the row was drawn anew meanwhile
for (const dialog of document.querySelectorAll('dialog')) {
  dialog.addEventListener('close', async () => {
    const focused = document.activeElement;
    if (acting && (focused === document.body || dialog.contains(focused))) {
      focusRow((acting.last && (await whereabouts(acting.last.key))) ?? acting.resource);
    }
  });
}

/** What was edited since is tried in place of what was refused, unless that may have arrived. */
function tryAgain({ head, last, sameKeyOnly }) {
  const corrects = head.kind !== 'delete' && last !== head && last.mine !== null && !sameKeyOnly;
  return corrects ? replace(head, correction(newKey(), head, last.mine)) : retry(head.key);
}

async function discardIfSure(row) {
  const question = [arrival(row), loss(row)].filter(Boolean).join(' ');
  if (!question || (await confirmed(question))) {
    await discard(row.head.key);
  }
}

function arrival({ sameKeyOnly }) {
  return sameKeyOnly && 'It was sent before without an answer, and may have arrived. Try again, with a good connection, tells.';
}

function loss({ head, last }) {
  const lost = head.kind === 'create' && last !== head && last.mine !== null;
  return lost && `What you changed since is discarded with it: ${note(last.mine.note)}, ${amount(last.mine.amount)}.`;
}
