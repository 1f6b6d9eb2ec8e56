import { listen } from './channel.js';
import * as conflictView from './conflict-view.js';
import { device, deviceLabel, otherDevice, pageOf, user } from './device.js';
import * as form from './form.js';
import { amount } from './format.js';
import * as listView from './list-view.js';
import * as measures from './measures-panel.js';
import { discard, retry } from './outbox.js';
import { refresh } from './reads.js';
import { rows } from './rows.js';
import * as sync from './sync.js';
import * as tunnelSwitch from './tunnel-switch.js';
import { onTunnel } from './tunnel.js';

/** Puts the parts together. */
const POLL = 4000;
const SHOWN = 6000;
const part = id => document.getElementById(id);

let sending = new Set();
let drawing = false;
let stale = false;
let silence = 0;

function signInPage() {
  part('sign-in').hidden = false;
  for (const link of document.querySelectorAll('[data-user]')) {
    link.href = pageOf(device, link.dataset.user);
  }
}

function expensesPage() {
  document.title = `Expenses: ${device}`;
  part('device-name').textContent = deviceLabel;
  part('user-name').textContent = user;
  part('signed-in').hidden = false;
  part('second-device').href = pageOf(otherDevice, user);
  part('second-device').textContent = `Open a second device (${otherDevice})`;
  part('sign-out').href = pageOf(device, null);
  part('create').addEventListener('click', () => form.open());
  listen(heard);
  onTunnel(closed => closed || update());
  tunnelSwitch.start();
  sync.start();
  draw();
  update();
  setInterval(() => document.hidden || update(), POLL);
  document.addEventListener('visibilitychange', () => document.hidden || update());
}

async function update() {
  await refresh();
  await measures.refresh();
}

function heard(news) {
  switch (news.type) {
    case 'sending':
      sending = new Set(news.keys);
      break;
    case 'delivered':
      say(news.replayed ? 'Had arrived before; now we know' : 'Arrived');
      update();
      break;
    case 'conflict':
      say('Changed on both sides: please resolve');
      measures.refresh();
      break;
    case 'refused':
      say(`Refused: ${news.reason}`);
      break;
  }
  draw();
}

function say(message) {
  part('status').textContent = message;
  clearTimeout(silence);
  silence = setTimeout(() => (part('status').textContent = ''), SHOWN);
}

/** Shows what the device has now; what is announced while it draws is drawn after that, once. */
async function draw() {
  stale = true;
  if (drawing) {
    return;
  }
  drawing = true;
  try {
    while (stale) {
      stale = false;
      show(await rows(sending));
    }
  } finally {
    drawing = false;
  }
}

function show(now) {
  listView.show(now, act);
  tunnelSwitch.waiting(now.filter(row => row.badge).length);
  summary(now.filter(row => !row.deleted));
}

function summary(shown) {
  const total = shown.reduce((sum, row) => sum + Math.round(row.expense.amount * 100), 0) / 100;
  part('summary').textContent = `${shown.length} ${shown.length === 1 ? 'expense' : 'expenses'}, ${amount(total)} in all`;
}

async function act(name, row) {
  switch (name) {
    case 'Edit':
      return form.open(row);
    case 'Resolve':
      return conflictView.open(row);
    case 'Try again':
      return retry(row.head.key);
    default:
      return discard(row.head.key);
  }
}

if (user) {
  expensesPage();
} else {
  signInPage();
}
