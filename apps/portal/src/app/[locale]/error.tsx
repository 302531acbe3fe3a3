'use client';
import { FailurePage } from '@/components/failure-page.tsx';

export default FailurePage;
