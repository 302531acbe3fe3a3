import { RequestMethod, type INestApplicationContext } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { ModulesContainer } from '@nestjs/core';

/** Every route that controllers have registered, as `GET /portal/v1/payments/{id}`. */
export function registeredRoutes(app: INestApplicationContext): readonly string[] {
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
      return [`${RequestMethod[method]} /${path.join('/').replace(/:(\w+)/g, '{$1}')}`];
    });
  });
}
