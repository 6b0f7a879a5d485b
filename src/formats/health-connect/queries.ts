// What is asked of a database of Health Connect: columns by name, as their order differs between phones. Columns that it lacks are
// null. Shared between the process that asks and who reads its rows.

export interface Query {
  readonly table: string;
  readonly columns: readonly string[];
  /** Another table, whose rows these belong to, and its columns, which come behind. */
  readonly of?: { readonly table: string; readonly key: string; readonly columns: readonly string[] };
}

export type Cell = string | number | null;

/** One line of what that process writes: the number of a query, and rows. */
export type Rows = readonly [query: number, rows: readonly (readonly Cell[])[]];

const instant = ['time', 'zone_offset', 'app_info_id', 'uuid'];
const interval = ['start_time', 'start_zone_offset', 'app_info_id', 'uuid', 'end_time'];

const instants: Readonly<Record<string, readonly string[]>> = {
  weight_record_table: ['weight'],
  height_record_table: ['height'],
  body_fat_record_table: ['percentage'],
  lean_body_mass_record_table: ['mass'],
  bone_mass_record_table: ['mass'],
  body_water_mass_record_table: ['body_water_mass'],
  resting_heart_rate_record_table: ['beats_per_minute'],
  oxygen_saturation_record_table: ['percentage'],
  respiratory_rate_record_table: ['rate'],
  body_temperature_record_table: ['temperature'],
  basal_body_temperature_record_table: ['temperature'],
  blood_glucose_record_table: ['level', 'relation_to_meal', 'specimen_source'],
  blood_pressure_record_table: ['systolic', 'diastolic'],
  menstruation_flow_record_table: ['flow'],
};

const intervals: Readonly<Record<string, readonly string[]>> = {
  steps_record_table: ['count'],
  distance_record_table: ['distance'],
  floors_climbed_record_table: ['floors'],
  active_calories_burned_record_table: ['energy'],
  exercise_session_record_table: ['exercise_type', 'title'],
  sleep_session_record_table: ['row_id'],
};

/** Apps come first, as rows name them by number, and sessions of sleep before their stages. */
export const queries: readonly Query[] = [
  { table: 'application_info_table', columns: ['row_id', 'app_name', 'package_name'] },
  ...Object.entries(instants).map(([table, columns]) => ({ table, columns: [...instant, ...columns] })),
  ...Object.entries(intervals).map(([table, columns]) => ({ table, columns: [...interval, ...columns] })),
  {
    table: 'heart_rate_record_series_table',
    columns: ['epoch_millis', 'beats_per_minute'],
    of: {
      table: 'heart_rate_record_table',
      key: 'parent_key',
      columns: ['start_zone_offset', 'app_info_id'],
    },
  },
  {
    table: 'sleep_stages_table',
    columns: ['parent_key', 'stage_start_time', 'stage_end_time', 'stage_type'],
    of: {
      table: 'sleep_session_record_table',
      key: 'parent_key',
      columns: ['start_zone_offset', 'app_info_id'],
    },
  },
];

/** Only their rows are counted: they have no kind. */
export const countedTables: readonly string[] = [
  'total_calories_burned_record_table',
  'hydration_record_table',
  'nutrition_record_table',
  'heart_rate_variability_rmssd_record_table',
  'vo2_max_record_table',
  'basal_metabolic_rate_record_table',
  'menstruation_period_record_table',
  'skin_temperature_record_table',
  'speed_record_table',
  'power_record_table',
  'wheelchair_pushes_record_table',
  'elevation_gained_record_table',
  'cervical_mucus_record_table',
  'ovulation_test_record_table',
  'sexual_activity_record_table',
  'intermenstrual_bleeding_record_table',
  'mindfulness_session_record_table',
  'medical_resource_table',
];
