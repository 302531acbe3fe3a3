'use client';
import { FailureBlock } from '@/components/failure-page.tsx';

/** Inside the shell: the other sections stay within reach. */
export default FailureBlock;
