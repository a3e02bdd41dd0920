/** Four tables that have nothing in common, made by rule so that a test can compute over them in TypeScript. */

const day = (days: number): string => new Date(Date.UTC(2021, 0, 1 + days)).toISOString().slice(0, 10);
/** A number between 0 and 1 that looks like chance and is the same each time. */
const noise = (seed: number): number => {
  const x = Math.sin(seed * 12.9898 + 78.233) * 43758.5453;
  return x - Math.floor(x);
};
const round = (value: number): number => Math.round(value * 100) / 100;

/** Visits to a clinic: three whole years of days, a season, missing waiting times. */
export const visits = Array.from({ length: 1095 }, (_, i) => ({
  visit_date: day(i),
  clinic: ["Harbour", "Hill", "Station"][i % 3] ?? "",
  age: 18 + Math.floor(noise(i) * 60),
  wait_minutes: i % 40 === 5 ? null : round(10 + 8 * noise(i + 5000) + (i % 3) * 4),
  insured: i % 4 !== 0,
  charge: round(100 + 20 * Math.sin((i / 365) * 2 * Math.PI) + i * 0.05 + 10 * noise(i + 9000)),
}));

/** Plants that were measured once: no date, two species alike and one that is not. */
export const plants = Array.from({ length: 150 }, (_, i) => {
  const species = ["fern", "moss", "ivy"][i % 3] ?? "";
  const height = round(
    10 + noise(i) * 5 + noise(i + 300) * 5 + noise(i + 600) * 5 + (species === "ivy" ? 12 : 0),
  );
  return {
    species,
    habitat: species === "moss" ? "rock" : (["forest", "wall"][Math.floor(noise(i + 50) * 2)] ?? ""),
    height_cm: height,
    width_cm: round(height * 0.5 + noise(i + 900) * 2),
    leaves: 3 + Math.floor(noise(i + 77) * 9),
  };
});

/** Bicycle rides at moments of time, three of them absurdly long. */
export const rides = Array.from({ length: 720 }, (_, i) => ({
  started_at: `${day(i)}T${String(i % 24).padStart(2, "0")}:30:00`,
  rider: i % 5 === 0 ? "casual" : "member",
  distance_km: i % 240 === 17 ? 95 + i / 100 : round(2 + noise(i) * 6),
  duration_min: round(10 + noise(i) * 20 + noise(i + 4000) * 5),
  stars: 1 + Math.floor(noise(i + 33) * 5),
}));

/** Examinations: grades explained by hours, equal between genders, different between schools. */
export const exams = Array.from({ length: 200 }, (_, i) => {
  const hours = round(1 + noise(i) * 9);
  const school = ["North High", "South High"][i % 2] ?? "";
  return {
    school,
    gender: noise(i + 200) < 0.5 ? "female" : "male",
    hours_studied: hours,
    absences: Math.floor(noise(i + 60) * 6),
    grade: round(40 + 4 * hours + (school === "North High" ? 5 : 0) + noise(i + 800) * 10),
    remark: i % 10 === 0 ? "late" : null,
  };
});

export const TYPES = {
  visits: {
    visit_date: "DATE",
    clinic: "VARCHAR",
    age: "INTEGER",
    wait_minutes: "DOUBLE",
    insured: "BOOLEAN",
    charge: "DOUBLE",
  },
  plants: {
    species: "VARCHAR",
    habitat: "VARCHAR",
    height_cm: "DOUBLE",
    width_cm: "DOUBLE",
    leaves: "INTEGER",
  },
  rides: {
    started_at: "TIMESTAMP",
    rider: "VARCHAR",
    distance_km: "DOUBLE",
    duration_min: "DOUBLE",
    stars: "INTEGER",
  },
  exams: {
    school: "VARCHAR",
    gender: "VARCHAR",
    hours_studied: "DOUBLE",
    absences: "INTEGER",
    grade: "DOUBLE",
    remark: "VARCHAR",
  },
};
