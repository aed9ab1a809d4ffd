using Microsoft.Extensions.DependencyInjection;

namespace Melange.Plugins.Tests.Corpora;

public sealed class CorporaRegistrationTests
{
    [Fact]
    public void Register_Plugin_OffersItsParts()
    {
        var services = new ServiceCollection();

        new CorporaRegistration().Register(services);

        var parts = services.Select(service => (PartRegistration)service.ImplementationInstance!);
        Assert.Equal(
            ["corpus/textgrid-folder", "corpus/text-folder"],
            parts.Select(part => $"{part.Slot}/{part.Id}"));
    }
}
