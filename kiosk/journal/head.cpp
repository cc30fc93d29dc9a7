#include "journal/head.h"
