/** What an answer means for its operation: `delivered`, `conflict`, `again` with the same key, or `refused`. */
const AGAIN = [408, 409, 425, 429];
const BASE = 500;
const CAP = 30_000;

export function verdict({ status, body }) {
  if (status >= 200 && status < 300) {
    // The sign-in page of a hotel's network answers 200, too
    return status === 204 || body !== null ? 'delivered' : 'again';
  }
  if (status === 412) {
    return 'conflict';
  }
  const maybeLater = AGAIN.includes(status) || status >= 500;
  return maybeLater && body?.retryable !== false ? 'again' : 'refused';
}

/** Why the server does not want it, in its own words. */
export function reason({ status, body }) {
  const said = body?.error ?? body?.detail ?? body?.title;
  return typeof said === 'string' ? said : `The server answered ${status}`;
}

/** When to try again: exponential back-off with full jitter, and not before the server asks for it. */
export function nextAttempt(attempts, retryAfter, now = Date.now(), random = Math.random()) {
  const jitter = random * Math.min(CAP, BASE * 2 ** Math.min(attempts, 10));
  return now + asked(retryAfter, now) + jitter;
}

function asked(retryAfter, now) {
  if (retryAfter === null || retryAfter === undefined) {
    return 0;
  }
  const wait = /^\d+$/.test(retryAfter) ? Number(retryAfter) * 1000 : Date.parse(retryAfter) - now;
  return Math.max(0, wait) || 0;
}
