import { ApiProperty } from '@nestjs/swagger';
import { ArrayMaxSize, IsArray, IsString, Length } from 'class-validator';
import { DELIVERABLE_TYPES } from './domain/deliverable.policy.js';

export class RegisterEndpointDto {
  /** Where messages are posted to: https, a public host. Kept in the vault. */
  @ApiProperty({ example: 'https://hooks.example.org/shizhang' })
  @IsString()
  @Length(1, 2_000)
  url!: string;

  @ApiProperty({ enum: DELIVERABLE_TYPES, isArray: true })
  @IsArray()
  @ArrayMaxSize(50)
  @IsString({ each: true })
  @Length(1, 100, { each: true })
  eventTypes!: string[];
}
