// The Earth as SVG paths: land and borders of Natural Earth (world-atlas), projected by d3-geo. The whole world, or a close-up.

import { type GeoProjection, geoGraticule10, geoNaturalEarth1, geoPath } from 'd3-geo';
import { feature, mesh } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import fine from 'world-atlas/countries-50m.json' with { type: 'text' };
import coarse from 'world-atlas/countries-110m.json' with { type: 'text' };
import { html, type Markup, ownText } from './markup.ts';

export interface Frame {
  readonly width: number;
  readonly height: number;
  /** Degrees to picture units; null where the point is not in the picture. */
  point(longitude: number, latitude: number): readonly [x: number, y: number] | null;
  /** The shortest way over the Earth as path data. */
  way(from: readonly [number, number], to: readonly [number, number]): string;
  /** Longitude and latitude of the four corners; null beyond the edge of the world. */
  readonly corners: readonly ([number, number] | null)[];
  /** Sea, land and borders. */
  readonly ground: Markup;
}

type Atlas = Topology<{ countries: GeometryCollection; land: GeometryCollection }>;

const WORLD_WIDTH = 960;
/** Nobody signs in from further south, and Antarctica takes a fifth of the picture. */
const SOUTH = -57;
const NORTH = 84;
/** Splits the world in the Bering Strait rather than through Chukotka. */
const MIDDLE = 11;
/** Nearer than this the coarse coast lines look wrong. */
const CLOSEST_SCALE = 3000;

let whole: Frame | null = null;
const unpacked = new Map<string, Atlas>();

/** Everything from Cape Horn to Franz Josef Land. */
export function worldFrame(): Frame {
  whole ??= drawWorld();
  return whole;
}

function drawWorld(): Frame {
  const projection = geoNaturalEarth1().rotate([-MIDDLE, 0]).fitWidth(WORLD_WIDTH, { type: 'Sphere' });
  const top = projection([MIDDLE, NORTH])![1];
  const height = Math.round(projection([MIDDLE, SOUTH])![1] - top);
  const [x, y] = projection.translate();
  projection.translate([x, y - top]);
  return frame(projection, { size: { width: WORLD_WIDTH, height }, atlas: coarse });
}

/** The part of the world that holds the points, which must be some. */
export function closeFrame(points: readonly (readonly [longitude: number, latitude: number])[], size: Size): Frame {
  const longitudes = points.map(([longitude]) => longitude);
  const middle = (Math.min(...longitudes) + Math.max(...longitudes)) / 2;
  const { width, height } = size;
  const projection = geoNaturalEarth1().rotate([-middle, 0]);
  const coordinates = points.map(([longitude, latitude]) => [longitude, latitude]);
  const padding = Math.min(width, height) * 0.14;
  projection.fitExtent(
    [
      [padding, padding],
      [width - padding, height - padding],
    ],
    { type: 'MultiPoint', coordinates },
  );
  if (!(projection.scale() <= CLOSEST_SCALE)) {
    const [west, east] = [Math.min(...longitudes), Math.max(...longitudes)];
    const latitudes = points.map(([, latitude]) => latitude);
    const centre: [number, number] = [(west + east) / 2, (Math.min(...latitudes) + Math.max(...latitudes)) / 2];
    projection.scale(CLOSEST_SCALE).translate([0, 0]);
    const [x, y] = projection(centre)!;
    projection.translate([width / 2 - x, height / 2 - y]);
  }
  return frame(projection, { size, atlas: fine });
}

function unpack(text: string): Atlas {
  const known = unpacked.get(text) ?? (JSON.parse(text) as Atlas);
  unpacked.set(text, known);
  return known;
}

interface Size {
  readonly width: number;
  readonly height: number;
}

function frame(projection: GeoProjection, { size, atlas }: { size: Size; atlas: unknown }): Frame {
  const { width, height } = size;
  const world = unpack(atlas as string);
  projection.precision(0.3).clipExtent([
    [-1, -1],
    [width + 1, height + 1],
  ]);
  const path = geoPath(projection).digits(1);
  const land = path(feature(world, world.objects.land)) ?? '';
  const borders = path(mesh(world, world.objects.countries, (a, b) => a !== b)) ?? '';
  const lines = path(geoGraticule10()) ?? '';
  return {
    width,
    height,
    point(longitude, latitude) {
      const point = projection([longitude, latitude]);
      if (point === null) return null;
      const [x, y] = point;
      return x < 0 || y < 0 || x > width || y > height ? null : [x, y];
    },
    corners: [
      [0, 0],
      [width, 0],
      [0, height],
      [width, height],
    ].map((corner) => projection.invert?.(corner as [number, number]) ?? null),
    way: (from, to) => path({ type: 'LineString', coordinates: [[...from], [...to]] }) ?? '',
    ground: html`<rect class="sea" width="${width}" height="${height}"/><path class="graticule" d="${ownText(lines)}"/><path class="land" d="${ownText(land)}"/><path class="borders" d="${ownText(borders)}"/>`,
  };
}
