import { inTunnel, onTunnel, setTunnel } from './tunnel.js';

/** The switch, and what says that it is on. */
const box = document.getElementById('tunnel');
const notice = document.getElementById('tunnel-notice');

let count = 0;

export function start() {
  document.getElementById('tunnel-label').hidden = false;
  box.addEventListener('change', () => setTunnel(box.checked));
  onTunnel(show);
  show();
}

/** How many changes the device holds. */
export function waiting(changes) {
  count = changes;
  show();
}

function show() {
  const closed = inTunnel();
  box.checked = closed;
  document.documentElement.classList.toggle('in-tunnel', closed);
  notice.hidden = !closed;
  notice.textContent = `Nothing leaves this device. ${waitingText()}`;
}

function waitingText() {
  return count === 1 ? '1 change waits.' : `${count || 'No'} changes wait.`;
}
