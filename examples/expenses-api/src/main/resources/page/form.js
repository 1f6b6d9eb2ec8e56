import { newKey } from './key.js';
import { correction, create, edit, remove } from './operation.js';
import { enqueue, replace } from './outbox.js';

/** The form for one action of the user: its key is made when it opens, so that however often Save is tapped it is one. */
const dialog = document.getElementById('form-dialog');
const form = document.getElementById('form');
const amount = document.getElementById('amount');
const note = document.getElementById('note');
const error = document.getElementById('amount-error');
const deletion = document.getElementById('delete');

let action = null;

/** Begins an action: on a row as the user sees it now, or on none for a new expense. */
export function open(row = null) {
  action = { key: newKey(), row };
  document.getElementById('form-title').textContent = row ? 'Edit expense' : 'New expense';
  amount.value = row ? row.expense.amount.toFixed(2) : '';
  note.value = row ? row.expense.note : '';
  deletion.hidden = !row || row.badge === 'refused';
  say('');
  dialog.showModal();
  amount.select();
}

form.addEventListener('submit', event => {
  event.preventDefault();
  if (valid()) {
    save(action, { amount: Number(amount.value.replace(',', '.')), note: note.value });
  }
});
deletion.addEventListener('click', () => store(remove(action.key, action.row)));
document.getElementById('form-cancel').addEventListener('click', () => dialog.close());
amount.addEventListener('input', () => say(''));

function valid() {
  if (amount.checkValidity()) {
    return true;
  }
  say('Enter an amount such as 12.34');
  amount.focus();
  return false;
}

function say(message) {
  error.textContent = message;
  amount.setAttribute('aria-invalid', String(message !== ''));
}

function save({ key, row }, mine) {
  if (row?.badge === 'refused') {
    return storing(replace(row.head, correction(key, row.head, mine)));
  }
  return store(row ? edit(key, row, mine) : create(key, mine));
}

const store = operation => storing(enqueue(operation));

async function storing(stored) {
  try {
    if (await stored) {
      dialog.close();
    } else {
      say('This was settled in another tab meanwhile. Cancel, and look again.');
    }
  } catch (failure) {
    say(`This device could not store it: ${failure.message}`);
  }
}
