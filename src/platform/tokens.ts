/** Injection tokens of things that are not classes. */
export const CONFIG = Symbol('config');
export const LOGGER = Symbol('logger');
/** The working-day calendar (`WorkingDayCalendar`). */
export const CALENDAR = Symbol('calendar');
