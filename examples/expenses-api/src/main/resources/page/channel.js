import { scope } from './device.js';

/** News for this tab and for the other tabs of the same device. */
const channel = new BroadcastChannel(scope);
const listeners = [];

channel.onmessage = message => tell(message.data);

export function listen(listener) {
  listeners.push(listener);
}

export function announce(news) {
  channel.postMessage(news);
  tell(news);
}

function tell(news) {
  listeners.forEach(listener => listener(news));
}
