import { useEffect, useState } from 'react';

/** The time now, told twice a second. */
export function useNow(): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 500);
    return () => clearInterval(timer);
  }, []);
  return now;
}

/** Whole seconds since a moment, counted while something runs. */
export const useSeconds = (sinceMs: number): number => Math.max(0, Math.floor((useNow() - sinceMs) / 1000));
