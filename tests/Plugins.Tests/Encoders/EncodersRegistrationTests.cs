using Microsoft.Extensions.DependencyInjection;

namespace Melange.Plugins.Tests.Encoders;

public sealed class EncodersRegistrationTests
{
    [Fact]
    public void Register_EmptyServices_OffersTheParts()
    {
        var services = new ServiceCollection();

        new EncodersRegistration().Register(services);

        PartRegistration[] expected =
        [
            new("encoder", "grad-tts", typeof(ITextEncoder), typeof(GradTtsEncoder), typeof(GradTtsEncoderOptions)),
            new("encoder", "matcha", typeof(ITextEncoder), typeof(MatchaEncoder), typeof(MatchaEncoderOptions))
        ];
        Assert.Equal(expected, services.Select(service => service.ImplementationInstance).OfType<PartRegistration>());
        Type[] weights = [typeof(GradTtsEncoderWeights), typeof(MatchaEncoderWeights), typeof(MatchaMelWeights)];
        Assert.Equal(weights, services.Where(service => service.ServiceType == typeof(IForeignWeights))
            .Select(service => service.ImplementationType!));
    }
}
