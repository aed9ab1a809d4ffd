using Melange.Host.Pictures;
using SkiaSharp;

namespace Melange.Host.Tests.Pictures;

public sealed class HeatmapPictureTests
{
    [Fact]
    public void Draw_NothingButNaN_IsTransparent()
    {
        const double nothing = double.NaN;
        using var picture = Decoded(new[,] { { nothing, nothing, nothing }, { nothing, nothing, nothing } });

        Assert.Equal((9, 6), (picture.Width, picture.Height));
        Assert.All(picture.Pixels, pixel => Assert.Equal(0, pixel.Alpha));
    }

    [Fact]
    public void Draw_ValuesAndNaN_ColoursTheValuesOnly()
    {
        using var picture = Decoded(new[,] { { 0.0, 1.0, double.NaN }, { 1.0, 0.0, double.NaN } });

        Assert.Equal(255, picture.GetPixel(1, 1).Alpha);
        Assert.NotEqual(picture.GetPixel(1, 1), picture.GetPixel(4, 1));
        Assert.Equal(picture.GetPixel(1, 1), picture.GetPixel(4, 4));
        Assert.Equal(0, picture.GetPixel(7, 1).Alpha);
    }

    private static SKBitmap Decoded(double[,] values)
    {
        var uri = HeatmapPicture.Draw(values, HeatmapStyle.Attention(1), pixels: 3);
        return SKBitmap.Decode(Convert.FromBase64String(uri["data:image/png;base64,".Length..]));
    }
}
