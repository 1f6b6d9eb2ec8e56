const AMOUNT = new Intl.NumberFormat(undefined, { minimumFractionDigits: 2, maximumFractionDigits: 2 });

export const amount = value => AMOUNT.format(value);
export const note = value => value || '(no note)';

/** A length of time as one says it. */
export function duration(millis) {
  const seconds = millis / 1000;
  if (seconds < 1) {
    return `${Math.round(millis)} ms`;
  }
  if (seconds < 120) {
    return `${seconds < 10 ? seconds.toFixed(1) : Math.round(seconds)} s`;
  }
  return seconds < 7200 ? `${Math.round(seconds / 60)} min` : `${Math.round(seconds / 3600)} h`;
}

export const percent = rate => `${(rate * 100).toFixed(rate > 0 && rate < 0.1 ? 1 : 0)} %`;
