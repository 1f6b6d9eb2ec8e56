import { listen } from './channel.js';
import { device, deviceLabel, otherDevice, pageOf, user } from './device.js';
import * as form from './form.js';
import { amount } from './format.js';
import * as listView from './list-view.js';
import * as measures from './measures-panel.js';
import { refresh } from './reads.js';
import { act } from './row-actions.js';
import { rows } from './rows.js';
import * as sync from './sync.js';
import * as tunnelSwitch from './tunnel-switch.js';
import { inTunnel, onTunnel } from './tunnel.js';

/** Puts the parts together. */
const POLL = 4000;
const SHOWN = 6000;
const part = id => document.getElementById(id);

let sending = new Set();
let drawing = false;
let stale = false;
let silence = 0;
let reached = null;
let missing = false;

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
  onTunnel(closed => {
    say(closed ? 'In the tunnel: what you do is kept here' : 'Out of the tunnel');
    update();
  });
  tunnelSwitch.start();
  sync.start();
  draw();
  poll();
  document.addEventListener('visibilitychange', () => document.hidden || update());
}

/** The next one begins some time after this one has ended, however long that takes. */
async function poll() {
  try {
    await (document.hidden ? null : update());
  } finally {
    setTimeout(poll, POLL);
  }
}

/** In the tunnel this brings nothing: there is no answer. */
async function update() {
  const answered = await refresh();
  if (answered) {
    reached = new Date();
  } else if (!missing && !inTunnel()) {
    say('The server is not reached');
  }
  missing = !answered && !inTunnel();
  // Waits are counted down, too
  await draw();
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
  listView.show(now.rows, now.read, act);
  tunnelSwitch.waiting(now.rows.filter(row => row.badge).length);
  const shown = now.rows.filter(row => !row.deleted);
  const texts = [now.read || shown.length > 0 ? summary(shown) : null, now.read ? null : 'Not read yet', silent()];
  part('summary').textContent = texts.filter(Boolean).join('. ');
}

function silent() {
  if (!missing) {
    return null;
  }
  return reached ? `Not reached since ${reached.toLocaleTimeString()}` : 'Not reached since this page was opened';
}

function summary(shown) {
  const total = shown.reduce((sum, row) => sum + Math.round(row.expense.amount * 100), 0) / 100;
  return `${shown.length} ${shown.length === 1 ? 'expense' : 'expenses'}, ${amount(total)} in all`;
}

if (user) {
  expensesPage();
} else {
  signInPage();
}
