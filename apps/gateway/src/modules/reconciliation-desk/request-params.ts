import { isUuid, type PropertyId } from '@payport/domain';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { ProblemError } from '../../http/problem-error.ts';

const paramOf = (request: FastifyRequest, name: string): string => (request.params as Readonly<Record<string, string | undefined>>)[name] ?? '';

/** The guard has checked that it is one, and whose. */
export const hotelOf = (request: FastifyRequest): PropertyId => paramOf(request, 'id').toLowerCase() as PropertyId;

/** @throws ProblemError `not-found` */
export function uuidOf(request: FastifyRequest, name: string): string {
  const id = paramOf(request, name).toLowerCase();
  if (!isUuid(id)) throw new ProblemError('not-found');
  return id;
}

/** @throws ProblemError `validation-failed` for what is no day of a calendar */
export function dayOf(request: FastifyRequest): string {
  const day = z.iso.date().safeParse(paramOf(request, 'day'));
  if (!day.success) throw new ProblemError('validation-failed', { errors: [{ pointer: '/day', code: 'day', message: '' }] });
  return day.data;
}
