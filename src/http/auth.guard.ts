import {
  type CanActivate,
  type ExecutionContext,
  Injectable,
  SetMetadata,
  applyDecorators,
  createParamDecorator,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { ApiExtension } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Rejection } from '../kernel/rejection.js';
import type { Permission } from './permissions.js';
import { Principal } from './principal.js';

const PERMISSION = 'shizhang:permission';
const PUBLIC = 'public';

/** What an endpoint needs. One of `@Permit` and `@Public` stands at each; without, nobody gets in. */
export const Permit = (permission: Permission) => needing(permission);
/** Open to everybody, by decision: verification, public pages, health, log-in. */
export const Public = () => needing(PUBLIC);

/** For the guard, and for the description of the API: `docs/reference/permissions.md` reads it there. */
function needing(needed: Permission | typeof PUBLIC) {
  return applyDecorators(SetMetadata(PERMISSION, needed), ApiExtension('x-permission', needed));
}

/** Finds out who asks. Supplied by the access context. */
export abstract class Authenticator {
  /** Undefined when the request carries no credentials. @throws Rejection when they are not good */
  abstract authenticate(request: FastifyRequest): Promise<Principal | undefined>;
}

export interface AuthenticatedRequest extends FastifyRequest {
  principal?: Principal;
  permission?: Permission;
}

@Injectable()
export class AuthGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly authenticator: Authenticator,
  ) {}

  /** @throws Rejection `access/not-signed-in`, `access/not-permitted` */
  async canActivate(context: ExecutionContext): Promise<boolean> {
    const needed = this.reflector.getAllAndOverride<Permission | typeof PUBLIC | undefined>(
      PERMISSION,
      [context.getHandler(), context.getClass()],
    );
    const request = context.switchToHttp().getRequest<AuthenticatedRequest>();
    const principal = await this.authenticator.authenticate(request);
    if (principal) request.principal = principal;
    if (needed === PUBLIC) return true;
    if (!needed) throw new Rejection('access/not-permitted', { permission: 'none declared' });
    if (!principal) throw new Rejection('access/not-signed-in');
    if (!principal.mayAnywhere(needed)) {
      throw new Rejection('access/not-permitted', { permission: needed });
    }
    request.permission = needed;
    return true;
  }
}

/** The principal of the request; only where the endpoint has `@Permit`. */
export const Who = createParamDecorator((_: unknown, context: ExecutionContext): Principal => {
  const { principal } = context.switchToHttp().getRequest<AuthenticatedRequest>();
  if (!principal) throw new Rejection('access/not-signed-in');
  return principal;
});
