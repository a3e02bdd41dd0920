import "server-only";

export interface Sample {
  name: string;
  title: string;
  description: string;
  row_count: number;
  /** In `public/samples/`, made by scripts/make-samples.ts. */
  filename: string;
}

export const samples: Sample[] = [
  {
    name: "coffee-sales",
    title: "Coffee shop sales",
    description:
      "Three years of a coffee chain by month, region, channel and product. Look for the seasons, the region that catches up, and the month when a machine stood still.",
    row_count: 1440,
    filename: "coffee_sales.csv",
  },
  {
    name: "bike-rides",
    title: "Bike sharing and the weather",
    description:
      "Two years of a city's rented bikes, day by day: members and casual riders, workdays and weekends, sun and rain, and one day like no other.",
    row_count: 1462,
    filename: "bike_rides.csv",
  },
  {
    name: "support-tickets",
    title: "Support tickets",
    description:
      "A year of a help desk: teams, priorities, hours to a solution and how content people were. One team is slow, and one day everything came at once.",
    row_count: 2400,
    filename: "support_tickets.csv",
  },
];
