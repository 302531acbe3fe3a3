import { z } from 'zod';

/** One field that two lines do not agree about. */
export const ReconDifference = z.object({
  field: z.enum(['amount', 'fee', 'status', 'day', 'currency']),
  ours: z.string().nullable(),
  theirs: z.string().nullable(),
});
export type ReconDifference = z.infer<typeof ReconDifference>;
