using Microsoft.Extensions.DependencyInjection;

namespace Melange.Plugins.Tests.Corpora;

public sealed class CorporaRegistrationTests
{
    [Fact]
    public void Register_Plugin_OffersItsParts()
    {
        var services = new ServiceCollection();

        new CorporaRegistration().Register(services);

        var parts = services.Select(service => service.ImplementationInstance).OfType<PartRegistration>();
        Assert.Equal(
            ["corpus/textgrid-folder", "corpus/text-folder", "corpus/ljspeech", "corpus/vctk", "corpus/esd",
                "corpus/libritts", "corpus/folder"],
            parts.Select(part => $"{part.Slot}/{part.Id}"));
    }
}
