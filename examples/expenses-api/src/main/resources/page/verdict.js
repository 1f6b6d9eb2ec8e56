import { isExpense, isExpenseOf } from './expense.js';

/**
 * What an answer means for its operation: `delivered`, `conflict`, `again` with the same key, or `refused`. An answer that is
 * not the API's, such as the sign-in page of a hotel's network, means nothing, and the operation is sent again.
 */
const AGAIN = [407, 408, 409, 425, 429, 511];
const OF_THE_OPERATION = [400, 404, 405, 413, 415, 422, 428];
const BASE = 500;
const CAP = 30_000;

export function verdict(operation, answer) {
  const { status, body } = answer;
  if (status < 300) {
    return isSuccess(operation, answer) ? 'delivered' : 'again';
  }
  if (status < 400 || words(body) === null) {
    return 'again';
  }
  if (status === 412) {
    return 'conflict';
  }
  if (status === 404 && operation.kind === 'delete') {
    return 'delivered';
  }
  const maybeLater = AGAIN.includes(status) || status >= 500;
  return maybeLater && body.retryable !== false ? 'again' : 'refused';
}

function isSuccess({ kind, path }, { status, body }) {
  switch (kind) {
    case 'create':
      return status === 201 && isExpense(body);
    case 'edit':
      return status === 200 && isExpenseOf(body?.expense, path);
    default:
      return status === 204;
  }
}

/** Whether a refusal is about the operation: it had no effect, in no attempt. Others are about who asks, and when. */
export function isFinal(status) {
  return OF_THE_OPERATION.includes(status);
}

/** Why the server does not want it, in its own words. */
export function reason({ status, body }) {
  return words(body) ?? `The server answered ${status}`;
}

function words(body) {
  const said = body?.error ?? body?.detail ?? body?.title;
  return typeof said === 'string' ? said : null;
}

/** When to try again: exponential back-off with full jitter, and not before the server asks for it. */
export function nextAttempt(attempts, retryAfter, now = Date.now(), random = Math.random()) {
  const jitter = random * Math.min(CAP, BASE * 2 ** Math.min(attempts, 10));
  return now + asked(retryAfter, now) + jitter;
}

/** For how long an operation still waits. A clock that was set back since does not make it wait for longer than was meant. */
export function waitOf({ notBefore, wait = CAP }, now = Date.now()) {
  const left = notBefore - now;
  return left > wait ? 0 : Math.max(0, left);
}

function asked(retryAfter, now) {
  if (retryAfter === null || retryAfter === undefined) {
    return 0;
  }
  const wait = /^\d+$/.test(retryAfter) ? Number(retryAfter) * 1000 : Date.parse(retryAfter) - now;
  return Math.max(0, wait) || 0;
}
