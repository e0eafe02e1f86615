// libyaml's own header; pkg-config says where it is on this machine.
#pragma once
#include <yaml.h>
