/** A tab is one device of one user, and its URL says which. */
const USERS = ['alice', 'bob'];
const NAME = /^[a-z0-9-]{1,24}$/;

const query = new URLSearchParams(location.search);

export const device = named(query.get('device')) ?? 'phone';
export const user = USERS.includes(query.get('user')) ? query.get('user') : null;

/** What belongs to this device and user, in stores that all tabs share. */
export const scope = `expenses/${user}/${device}`;

export const deviceLabel = device.charAt(0).toUpperCase() + device.slice(1);
export const otherDevice = device === 'tablet' ? 'phone' : 'tablet';

export function pageOf(deviceName, userName) {
  const target = new URLSearchParams({ device: deviceName });
  if (userName) {
    target.set('user', userName);
  }
  return `/?${target}`;
}

function named(value) {
  return value !== null && NAME.test(value) ? value : null;
}
