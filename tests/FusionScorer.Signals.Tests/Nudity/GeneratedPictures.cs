using FusionScorer.Signals.Nudity;

namespace FusionScorer.Signals.Tests.Nudity;

/// <summary>The pictures of models/nudity/reference/make-reference.mjs, by the same formula.</summary>
internal static class GeneratedPictures
{
    public static byte[] Picture(int k)
    {
        var bytes = new byte[NudityModel.FrameBytes];
        for (int y = 0, i = 0; y < NudityModel.Side; y++)
        {
            for (var x = 0; x < NudityModel.Side; x++)
            {
                for (var c = 0; c < 3; c++)
                    bytes[i++] = (byte)Pixel(k, x, y, c);
            }
        }

        return bytes;
    }

    private static int Pixel(int k, int x, int y, int c)
    {
        var n = k >> 2;
        return unchecked((k & 3) switch
        {
            0 => ((x * (n + 1)) + (y * (c + 1) * 2)) >> 1 & 255,
            1 => ((((x >> (n + 1)) + (y >> (n + 2))) & 1) * (200 - (40 * c))) + 20,
            2 => (((((x - 112) * (x - 112)) + ((y - 112) * (y - 112))) >> (n + 3)) + (60 * c)) & 255,
            _ => (((x * 73856093) ^ (y * 19349663) ^ (c * 83492791) ^ (k * 2654435)) >> (7 + n)) & 255,
        });
    }
}
