import { announce } from './channel.js';
import { next, read, write } from './database.js';
import { lost, pathOf, took } from './cache.js';

/**
 * The operations of this device, from the moment at which the user acts until the server has answered for good.
 *
 * An operation is pending while it is `queued`, in `conflict` or `refused`; it ends as `delivered`, `settled` (another one
 * took its place) or `discarded`, and is kept for a day, so that who still looks at it learns how it ended. Operations of one
 * resource go out in their order. One that the user made on top of a pending one names it in `after`, and learns the tag to
 * edit from that one's answer.
 */
const KEPT = 24 * 60 * 60 * 1000;
const PENDING = ['queued', 'conflict', 'refused'];

export const isPending = operation => PENDING.includes(operation.state);

export function inOrder(operations) {
  return operations.filter(isPending).sort((one, other) => one.sequence - other.sequence);
}

export async function pending() {
  return inOrder(await read(transaction => transaction.all('operations')));
}

/** Stores what the user did. The same key again is the same action: a second tap. */
export function enqueue(operation) {
  return once(operation, async transaction => {
    await transaction.add('operations', await placed(transaction, operation));
    return true;
  });
}

/**
 * Stores what the user did instead of all that is pending on a resource: a resolved conflict, or a corrected operation.
 * False, and nothing is stored, if that has been settled meanwhile in another tab.
 */
export function replace(head, operation) {
  return once(operation, async transaction => {
    const done = await settled(transaction, head);
    if (done) {
      await transaction.add('operations', await numbered(transaction, operation));
    }
    return done;
  });
}

/** Gives up all that is pending on a resource in favour of what the server has. */
export function keepLatest(head) {
  return changing(async transaction => {
    if (await settled(transaction, head)) {
      // Not complete: the next refresh asks with this tag whether it still is the latest
      await took(transaction, head.latest, head.latestEtag, false);
    }
  });
}

export function discard(key) {
  return changing(async transaction => {
    const operation = await transaction.get('operations', key);
    if (operation && isPending(operation)) {
      await end(transaction, operation, 'discarded');
      await abandon(transaction, operation);
    }
  });
}

export const retry = key => update(key, { state: 'queued', reason: null, notBefore: 0 });
export const refuse = (key, reason) => update(key, { state: 'refused', reason });
export const postpone = (key, attempts, notBefore) => update(key, { attempts, notBefore });
export const tagged = (key, ifMatch) => update(key, { ifMatch, seen: null });
export const conflicted = (key, latest, latestEtag) => update(key, { state: 'conflict', latest, latestEtag });

/** Takes the server's yes: for the operation, for those that wait behind it, and for what the device shows. */
export function deliver(key, answer) {
  return changing(async transaction => {
    const operation = await transaction.get('operations', key);
    if (!operation || !isPending(operation)) {
      return;
    }
    const expense = expenseOf(operation, answer);
    const path = operation.path ?? pathOf(expense);
    await end(transaction, { ...operation, path, expense, etag: answer.etag, replayed: answer.replayed }, 'delivered');
    await followDelivered(transaction, operation, path, expense, answer.etag);
    if (expense) {
      await took(transaction, expense, answer.etag, answer.etag !== null);
    } else {
      await lost(transaction, path);
    }
  });
}

/** Forgets what ended long ago. */
export function sweep(now = Date.now()) {
  return write(async transaction => {
    for (const operation of await transaction.all('operations')) {
      if (!isPending(operation) && operation.endedAt + KEPT < now) {
        await transaction.remove('operations', operation.key);
      }
    }
  });
}

/** What an edit has to stand on, if it is made on a representation. */
export function standingOn({ body, etag, complete }) {
  // Without its tag, that is read before the edit is sent, and taken only if the representation is this one still
  return { base: body, ifMatch: complete ? etag : null, seen: complete ? null : body, after: null };
}

function expenseOf(operation, answer) {
  switch (operation.kind) {
    case 'create':
      return answer.body;
    case 'edit':
      return answer.body.expense;
    default:
      return null;
  }
}

/** Puts an operation behind the one that the user saw, or on what became of that. */
async function placed(transaction, operation) {
  const seen = operation.after && (await transaction.get('operations', operation.after));
  if (!seen || isPending(seen)) {
    return numbered(transaction, operation);
  }
  if (seen.state === 'delivered') {
    const ground = standingOn({ body: seen.expense, etag: seen.etag, complete: seen.etag !== null });
    return numbered(transaction, { ...operation, ...ground, resource: seen.path, path: seen.path });
  }
  // It ended without effect: this one stands where that one stood
  const never = seen.kind === 'create' && seen.state === 'discarded';
  return numbered(transaction, { ...operation, ...groundOf(seen), ...(never ? creation(operation) : {}) });
}

function creation(operation) {
  return { kind: 'create', method: 'POST', resource: `local:${operation.key}`, path: null };
}

function groundOf({ base, ifMatch, seen, after }) {
  return { base, ifMatch, seen, after };
}

async function numbered(transaction, operation) {
  const sequence = await next(transaction, 'sequence');
  return { ...operation, sequence, state: 'queued', reason: null, attempts: 0, notBefore: 0 };
}

async function followDelivered(transaction, delivered, path, expense, etag) {
  for (const operation of await transaction.all('operations')) {
    if (!isPending(operation) || operation.resource !== delivered.resource || operation.key === delivered.key) {
      continue;
    }
    const ground =
      operation.after === delivered.key ? standingOn({ body: expense, etag, complete: etag !== null }) : {};
    await transaction.put('operations', { ...operation, ...ground, resource: path, path });
  }
}

/** Those behind a discarded operation stand where it stood; on what is never created nothing can stand. */
async function abandon(transaction, discarded) {
  for (const operation of await transaction.all('operations')) {
    if (isPending(operation) && operation.resource === discarded.resource) {
      if (discarded.kind === 'create') {
        await end(transaction, operation, 'discarded');
      } else if (operation.after === discarded.key) {
        await transaction.put('operations', { ...operation, ...groundOf(discarded) });
      }
    }
  }
}

async function settled(transaction, head) {
  const stored = await transaction.get('operations', head.key);
  if (stored?.state !== head.state) {
    return false;
  }
  for (const operation of await transaction.all('operations')) {
    if (isPending(operation) && operation.resource === stored.resource) {
      await end(transaction, operation, 'settled');
    }
  }
  return true;
}

function end(transaction, operation, state) {
  return transaction.put('operations', { ...operation, state, endedAt: Date.now() });
}

function update(key, change) {
  return changing(async transaction => {
    const operation = await transaction.get('operations', key);
    if (operation && isPending(operation)) {
      await transaction.put('operations', { ...operation, ...change });
    }
  });
}

function once(operation, work) {
  return changing(async transaction => {
    const stored = await transaction.get('operations', operation.key);
    return stored ? true : work(transaction);
  });
}

async function changing(work) {
  const result = await write(work);
  announce({ type: 'changed' });
  return result;
}
