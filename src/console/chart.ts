import type { Context } from 'hono'
import type { EChartsCoreOption } from 'echarts/core'

/** `isStrong`: drawn darker than the others, e.g. the right one. Its words must say so too. */
export type Bar = { label: string; value: number; isStrong?: boolean }
export type BarChart = {
  title: string
  bars: readonly Bar[]
  /** After each number, e.g. ` %`. */
  unit?: string
  /** Where the axis ends; else at the longest bar. */
  max?: number
}

const WIDTH = 560
const LABEL_WIDTH = 190
const ROW_HEIGHT = 44
const TITLE_HEIGHT = 40

/**
 * Bars one below the other, as a picture that needs no script and prints. The numbers must also stand in a table
 * beside it. The library is loaded by whoever draws first: a worker that draws nothing does not keep it in memory.
 */
export async function barChartSvg(chart: BarChart): Promise<string> {
  const { init } = await loadCharts()
  const height = TITLE_HEIGHT + ROW_HEIGHT * Math.max(1, chart.bars.length) + 10
  const canvas = init(null, null, { renderer: 'svg', ssr: true, width: WIDTH, height })
  try {
    canvas.setOption(optionsOf(chart))
    return canvas.renderToSVGString()
  } finally {
    canvas.dispose()
  }
}

/** The answer of a route that an `<img>` names. Kept by no cache, as all of the console. */
export async function chartResponse(c: Context, chart: BarChart): Promise<Response> {
  return c.body(await barChartSvg(chart), 200, { 'content-type': 'image/svg+xml; charset=utf-8' })
}

async function loadCharts() {
  const [core, { BarChart }, { GridComponent, TitleComponent }, { SVGRenderer }] = await Promise.all([
    import('echarts/core'),
    import('echarts/charts'),
    import('echarts/components'),
    import('echarts/renderers'),
  ])
  core.use([BarChart, GridComponent, TitleComponent, SVGRenderer])
  return core
}

const FONT = "'Be Vietnam Pro', 'Segoe UI', Roboto, 'Noto Sans', sans-serif"
const INK = '#1f2937'
const PLAIN_BAR = '#7da3d8'
const STRONG_BAR = '#0b5cad'

function optionsOf({ title, bars, unit = '', max }: BarChart): EChartsCoreOption {
  return {
    animation: false,
    textStyle: { fontFamily: FONT, color: INK, fontSize: 14 },
    title: { text: title, left: 0, top: 4, textStyle: { fontFamily: FONT, fontSize: 16, color: INK } },
    grid: { left: LABEL_WIDTH + 16, right: 76, top: TITLE_HEIGHT, bottom: 10 },
    xAxis: { type: 'value', min: 0, ...(max && { max }), show: false },
    yAxis: {
      type: 'category',
      // The first on top.
      inverse: true,
      data: bars.map(({ label }) => label),
      axisTick: { show: false },
      axisLine: { lineStyle: { color: '#9aa5b1' } },
      axisLabel: { color: INK, fontSize: 13, width: LABEL_WIDTH, overflow: 'break', interval: 0 },
    },
    series: [
      {
        type: 'bar',
        barMaxWidth: 24,
        data: bars.map(({ value, isStrong }) => ({
          value,
          itemStyle: { color: isStrong ? STRONG_BAR : PLAIN_BAR },
        })),
        label: { show: true, position: 'right', color: INK, fontSize: 13, formatter: `{c}${unit}` },
      },
    ],
  }
}
