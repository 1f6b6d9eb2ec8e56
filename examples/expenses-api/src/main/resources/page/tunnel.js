import { scope } from './device.js';

/** Whether this device is cut off. The switch stays as it is over reloads, and is the same in all tabs of the device. */
const NAME = `${scope}/tunnel`;
const listeners = [];

export function inTunnel() {
  return localStorage.getItem(NAME) === 'yes';
}

export function setTunnel(on) {
  localStorage.setItem(NAME, on ? 'yes' : 'no');
  tell();
}

export function onTunnel(listener) {
  listeners.push(listener);
}

addEventListener('storage', event => {
  if (event.key === NAME) {
    tell();
  }
});

function tell() {
  listeners.forEach(listener => listener(inTunnel()));
}
