import { user } from './device.js';
import { inTunnel, onTunnel } from './tunnel.js';

/** The only module that calls fetch. In the tunnel it sends nothing, and breaks off what is under way. */
const PATIENCE = 15_000;
const JSON_TYPE = /^application\/([\w.-]+\+)?json\b/i;

let way = new AbortController();

onTunnel(closed => {
  if (closed) {
    way.abort();
  } else {
    way = new AbortController();
  }
});

/** Nobody knows whether the request arrived. */
export class NoAnswer extends Error {}

/** The answer, with its body as an object, or null if it is not said to be JSON, or is none. */
export async function exchange(method, path, { fields = {}, body = null } = {}) {
  if (inTunnel()) {
    throw new NoAnswer('in the tunnel');
  }
  try {
    const response = await fetch(path, {
      method,
      body,
      headers: { ...fields, Authorization: `Basic ${btoa(`${user}:${user}`)}`, 'App-Version': 'expenses-page/1' },
      // The page has validators and credentials of its own; the browser shall add none, nor ask for any
      cache: 'no-store',
      credentials: 'omit',
      signal: AbortSignal.any([way.signal, AbortSignal.timeout(PATIENCE)]),
    });
    return answer(response, await response.text());
  } catch (failure) {
    throw new NoAnswer(failure.message);
  }
}

function answer(response, text) {
  const field = name => response.headers.get(name);
  return {
    status: response.status,
    etag: field('ETag'),
    location: field('Location'),
    retryAfter: field('Retry-After'),
    replayed: field('Idempotency-Replayed') === 'true',
    body: JSON_TYPE.test(field('Content-Type') ?? '') ? json(text) : null,
  };
}

function json(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
