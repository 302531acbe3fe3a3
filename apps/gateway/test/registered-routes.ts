import { RequestMethod, type INestApplicationContext } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { ModulesContainer } from '@nestjs/core';
import { PORTAL_ACCESS, type PortalAccessRule } from '../src/modules/access/portal-access.ts';

/** What a route says about access: nothing at all, that it is open, or its rule. */
export type RouteAccess = PortalAccessRule | 'public' | undefined;

/** Every route that controllers have registered, as `GET /portal/v1/payments/{id}`. */
export const registeredRoutes = (app: INestApplicationContext): readonly string[] => [...routesWithAccess(app)].map(([route]) => route);

/** The same, each with what stands at its handler or its controller about access. */
export function routesWithAccess(app: INestApplicationContext): readonly (readonly [string, RouteAccess])[] {
  const controllers = [...app.get(ModulesContainer).values()].flatMap((module) => [...module.controllers.values()]);
  return controllers.flatMap(({ metatype }) => {
    if (typeof metatype !== 'function') return [];
    const base = Reflect.getMetadata(PATH_METADATA, metatype) as string;
    const prototype = metatype.prototype as Record<string, unknown>;
    return Object.getOwnPropertyNames(prototype).flatMap((name) => {
      const handler = prototype[name];
      if (typeof handler !== 'function') return [];
      const method = Reflect.getMetadata(METHOD_METADATA, handler) as RequestMethod | undefined;
      if (method === undefined) return [];
      const path = [base, Reflect.getMetadata(PATH_METADATA, handler) as string].flatMap((part) => part.split('/')).filter((part) => part !== '');
      const access = (Reflect.getMetadata(PORTAL_ACCESS, handler) ?? Reflect.getMetadata(PORTAL_ACCESS, metatype)) as RouteAccess;
      return [[`${RequestMethod[method]} /${path.join('/').replace(/:(\w+)/g, '{$1}')}`, access] as const];
    });
  });
}
