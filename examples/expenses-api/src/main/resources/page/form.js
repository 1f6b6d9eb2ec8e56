import { newKey } from './key.js';
import { correction, create, edit, remove } from './operation.js';
import { enqueue, replace, whereabouts } from './outbox.js';
import { rows } from './rows.js';

/** The form for one action of the user: its key is made at the first Save, so that however often that is tapped it is one. */
const LONGEST_NOTE = 500;

const dialog = document.getElementById('form-dialog');
const form = document.getElementById('form');
const amount = document.getElementById('amount');
const note = document.getElementById('note');
const amountError = document.getElementById('amount-error');
const hint = document.getElementById('note-hint');
const error = document.getElementById('form-error');
const deletion = document.getElementById('delete');

let action = null;

/** Begins an action: on a row as the user sees it now, or on none for a new expense. */
export function open(row = null) {
  action = { key: null, row };
  document.getElementById('form-title').textContent = row ? 'Edit expense' : 'New expense';
  amount.value = row ? row.expense.amount.toFixed(2) : '';
  note.value = row ? row.expense.note : '';
  deletion.hidden = !row || row.badge === 'refused';
  sayOfAmount('');
  count();
  say(row?.badge === 'refused' ? `Refused: ${row.reason}` : '');
  dialog.showModal();
  amount.select();
}

form.addEventListener('submit', event => {
  event.preventDefault();
  if (valid()) {
    save({ amount: Number(amount.value.replace(',', '.')), note: note.value });
  }
});
deletion.addEventListener('click', () => storing(() => enqueue(remove(key(), action.row))));
document.getElementById('form-cancel').addEventListener('click', () => dialog.close());
amount.addEventListener('input', () => sayOfAmount(''));
note.addEventListener('input', count);

function key() {
  return (action.key ??= newKey());
}

function valid() {
  if (amount.checkValidity()) {
    return true;
  }
  sayOfAmount('Enter an amount such as 12.34');
  amount.focus();
  return false;
}

function sayOfAmount(message) {
  amountError.textContent = message;
  amount.setAttribute('aria-invalid', String(message !== ''));
}

/** As the server counts. What is too long is kept, so that nothing of what is pasted is lost unseen. */
function count() {
  const length = [...note.value].length;
  hint.textContent = `${length} of at most ${LONGEST_NOTE} characters`;
  note.setAttribute('aria-invalid', String(length > LONGEST_NOTE));
}

function say(message) {
  error.textContent = message;
}

function save(mine) {
  const { row } = action;
  if (row?.badge === 'refused') {
    return storing(() => replace(row.head, correction(key(), row.head, mine)));
  }
  return storing(() => enqueue(row ? edit(key(), row, mine) : create(key(), mine)));
}

async function storing(store) {
  const { row } = action;
  try {
    if (await store()) {
      dialog.close();
    } else {
      await lookAgain(row);
    }
  } catch (failure) {
    say(`This device could not store it: ${failure.message}`);
  }
}

/** Another tab was faster. What the user has written stays, and the next Save is made on what is there now. */
async function lookAgain(row) {
  const resource = row.last ? await whereabouts(row.last.key) : row.resource;
  const now = (await rows()).rows.find(one => one.resource === resource);
  if (!now || now.deleted || now.sameKeyOnly || now.badge === 'gone') {
    say('This was settled in another tab meanwhile. Cancel, and look again.');
    return;
  }
  action = { key: null, row: now };
  const there = `${now.expense.note} ${now.expense.amount.toFixed(2)}`.trim();
  say(`Changed in another tab meanwhile; it is now: ${there}. Save again to put yours in its place, or cancel.`);
}
